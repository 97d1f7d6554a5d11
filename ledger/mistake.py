"""A person's mistake, or the machine's trouble, said in one sentence of Chinese with what to do."""

from __future__ import annotations

import errno


class Mistake(Exception):
    """What a command prints, as it is, before it exits with 2; nothing was written."""


_REASONS = {
    errno.ENOENT: "没有这个文件夹或文件",
    errno.ENOTDIR: "路径里有一段是文件，不是文件夹",
    errno.EISDIR: "这是一个文件夹，不是文件",
    errno.EEXIST: "同名的文件已经有了",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.ENAMETOOLONG: "名字太长",
    errno.EIO: "磁盘读写出错",
}


def why(fault: OSError) -> str:
    """The machine's trouble with a file in a few words of Chinese; its number where we have no words for it."""
    return _REASONS.get(fault.errno or 0, f"系统错误{fault.errno}")
