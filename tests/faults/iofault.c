/* iofault.so: count, log and break the calls by which a process changes files under one directory.
 *
 * LD_PRELOAD=iofault.so, and either these variables or, at any time, a call of iof_set() in the process:
 *   IOF_DIR   directory prefix that is watched
 *   IOF_ARM   calls count only while this file exists (so that start-up does not count)
 *   IOF_LOG   append "k op path n" for every counted call
 *   IOF_AT    the k-th counted call is hit (0 or unset: only count)
 *   IOF_MODE  kill (SIGKILL before the call) | killafter | enospc | eio | erofs (the disk is read-only)
 *             | short (half a write, then ENOSPC)
 *   IOF_STICKY=1  every call from the k-th on fails too (a disk that stays full)
 *
 * Build: gcc -shared -fPIC -O2 -o iofault.so iofault.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int (*r_open)(const char *, int, ...);
static int (*r_openat)(int, const char *, int, ...);
static ssize_t (*r_write)(int, const void *, size_t);
static ssize_t (*r_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*r_writev)(int, const struct iovec *, int);
static int (*r_fsync)(int);
static int (*r_fdatasync)(int);
static int (*r_rename)(const char *, const char *);
static int (*r_renameat)(int, const char *, int, const char *);
static int (*r_unlink)(const char *);
static int (*r_unlinkat)(int, const char *, int);
static int (*r_ftruncate)(int, off_t);
static int (*r_link)(const char *, const char *);
static int (*r_mkdir)(const char *, mode_t);
static int (*r_mkdirat)(int, const char *, mode_t);
static int (*r_rmdir)(const char *);
static int (*r_chmod)(const char *, mode_t);
static int (*r_fchmod)(int, mode_t);
static int (*r_fchmodat)(int, const char *, mode_t, int);
static int (*r_truncate)(const char *, off_t);
static ssize_t (*r_sendfile)(int, int, off_t *, size_t);
static ssize_t (*r_copy)(int, off_t *, int, off_t *, size_t, unsigned);

static const char *dir, *arm, *logp, *mode;
static long at;
static int sticky;
static long count;

__attribute__((constructor)) static void init(void) {
    r_open = dlsym(RTLD_NEXT, "open64");
    r_openat = dlsym(RTLD_NEXT, "openat64");
    r_write = dlsym(RTLD_NEXT, "write");
    r_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    r_writev = dlsym(RTLD_NEXT, "writev");
    r_fsync = dlsym(RTLD_NEXT, "fsync");
    r_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    r_rename = dlsym(RTLD_NEXT, "rename");
    r_renameat = dlsym(RTLD_NEXT, "renameat");
    r_unlink = dlsym(RTLD_NEXT, "unlink");
    r_unlinkat = dlsym(RTLD_NEXT, "unlinkat");
    r_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    r_link = dlsym(RTLD_NEXT, "link");
    r_mkdir = dlsym(RTLD_NEXT, "mkdir");
    r_mkdirat = dlsym(RTLD_NEXT, "mkdirat");
    r_rmdir = dlsym(RTLD_NEXT, "rmdir");
    r_chmod = dlsym(RTLD_NEXT, "chmod");
    r_fchmod = dlsym(RTLD_NEXT, "fchmod");
    r_fchmodat = dlsym(RTLD_NEXT, "fchmodat");
    r_truncate = dlsym(RTLD_NEXT, "truncate64");
    r_sendfile = dlsym(RTLD_NEXT, "sendfile64");
    r_copy = dlsym(RTLD_NEXT, "copy_file_range");
    dir = getenv("IOF_DIR"); arm = getenv("IOF_ARM"); logp = getenv("IOF_LOG");
    mode = getenv("IOF_MODE") ? getenv("IOF_MODE") : "count";
    at = getenv("IOF_AT") ? atol(getenv("IOF_AT")) : 0;
    sticky = getenv("IOF_STICKY") != NULL;
}

/* From within the process, e.g. a forked child that imported everything before: watch from here on. */
void iof_set(const char *d, const char *l, const char *m, long k, int s) {
    dir = strdup(d); logp = *l ? strdup(l) : NULL; mode = strdup(m);
    at = k; sticky = s; count = 0; arm = NULL;
}

static int watched(const char *p) {
    if (!dir || !p) return 0;
    if (p[0] == '/') return strncmp(p, dir, strlen(dir)) == 0;
    char cwd[PATH_MAX], full[2 * PATH_MAX];
    if (!getcwd(cwd, sizeof cwd)) return 0;
    snprintf(full, sizeof full, "%s/%s", cwd, p);
    return strncmp(full, dir, strlen(dir)) == 0;
}

static int fdpath(int fd, char *buf) {
    char l[64];
    snprintf(l, sizeof l, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(l, buf, PATH_MAX - 1);
    if (n <= 0) return 0;
    buf[n] = 0;
    return buf[0] == '/' && watched(buf);
}

/* 0: go on; 1: fail with errno set; 2: short write; 3: kill after the call */
static int hit(const char *op, const char *p, long n) {
    struct stat st;
    if (arm && stat(arm, &st) != 0) return 0;
    long k = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST);
    if (logp) {
        int fd = r_open(logp, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
        if (fd >= 0) {
            char line[PATH_MAX + 64];
            int m = snprintf(line, sizeof line, "%ld %s %s %ld\n", k, op, p, n);
            if (r_write(fd, line, m) < 0) {}
            close(fd);
        }
    }
    if (!at || k < at || (k > at && !sticky)) return 0;
    if (!strcmp(mode, "kill")) { kill(getpid(), SIGKILL); pause(); }
    if (!strcmp(mode, "killafter")) return 3;
    if (!strcmp(mode, "short")) { errno = ENOSPC; return 2; }
    if (!strcmp(mode, "enospc")) { errno = ENOSPC; return 1; }
    if (!strcmp(mode, "eio")) { errno = EIO; return 1; }
    if (!strcmp(mode, "erofs")) { errno = EROFS; return 1; }
    return 0;
}

#define AFTER(h) do { if ((h) == 3) { kill(getpid(), SIGKILL); pause(); } } while (0)
/* opening for reading, and closing, is never hit: only calls that change the disk */
static int changes(int fl) { return (fl & O_ACCMODE) != O_RDONLY || (fl & (O_CREAT | O_TRUNC)); }

static int do_open(const char *p, int fl, mode_t m) {
    int h = 0;
    if (changes(fl) && watched(p)) {
        h = hit((fl & O_TRUNC) ? "open_trunc" : (fl & O_CREAT) ? "open_creat" : "open_rw", p, 0);
        if (h == 1) return -1;
    }
    int r = r_open(p, fl, m);
    AFTER(h);
    return r;
}
#define VA_MODE(fl) mode_t m = 0; if ((fl) & (O_CREAT | O_TMPFILE)) { va_list a; va_start(a, fl); m = va_arg(a, mode_t); va_end(a); }
int open(const char *p, int fl, ...) { VA_MODE(fl) return do_open(p, fl, m); }
int open64(const char *p, int fl, ...) { VA_MODE(fl) return do_open(p, fl, m); }
static int do_openat(int d, const char *p, int fl, mode_t m) {
    int h = 0;
    if (changes(fl) && watched(p)) { h = hit("openat_w", p, 0); if (h == 1) return -1; }
    int r = r_openat(d, p, fl, m);
    AFTER(h);
    return r;
}
int openat(int d, const char *p, int fl, ...) { VA_MODE(fl) return do_openat(d, p, fl, m); }
int openat64(int d, const char *p, int fl, ...) { VA_MODE(fl) return do_openat(d, p, fl, m); }
ssize_t write(int fd, const void *b, size_t n) {
    char p[PATH_MAX];
    int h = 0;
    if (fdpath(fd, p)) {
        h = hit("write", p, n);
        if (h == 1) return -1;
        if (h == 2) { if (n > 1) return r_write(fd, b, n / 2); return -1; }
    }
    ssize_t r = r_write(fd, b, n);
    AFTER(h);
    return r;
}
ssize_t pwrite64(int fd, const void *b, size_t n, off_t o) {
    char p[PATH_MAX];
    int h = 0;
    if (fdpath(fd, p)) { h = hit("pwrite", p, n); if (h == 1 || h == 2) return -1; }
    ssize_t r = r_pwrite(fd, b, n, o);
    AFTER(h);
    return r;
}
ssize_t writev(int fd, const struct iovec *v, int c) {
    char p[PATH_MAX];
    int h = 0;
    if (fdpath(fd, p)) { h = hit("writev", p, c); if (h == 1 || h == 2) return -1; }
    ssize_t r = r_writev(fd, v, c);
    AFTER(h);
    return r;
}
#define FD1(name, real) \
    int name(int fd) { char p[PATH_MAX]; int h = 0; \
        if (fdpath(fd, p)) { h = hit(#name, p, 0); if (h == 1 || h == 2) return -1; } \
        int r = real(fd); AFTER(h); return r; }
FD1(fsync, r_fsync)
FD1(fdatasync, r_fdatasync)
int ftruncate64(int fd, off_t n) { char p[PATH_MAX]; int h = 0;
    if (fdpath(fd, p)) { h = hit("ftruncate", p, n); if (h == 1 || h == 2) return -1; }
    int r = r_ftruncate(fd, n); AFTER(h); return r; }
int rename(const char *a, const char *b) { int h = 0;
    if (watched(b)) { h = hit("rename", b, 0); if (h == 1 || h == 2) return -1; }
    int r = r_rename(a, b); AFTER(h); return r; }
int renameat(int x, const char *a, int y, const char *b) { int h = 0;
    if (watched(b)) { h = hit("rename", b, 0); if (h == 1 || h == 2) return -1; }
    int r = r_renameat(x, a, y, b); AFTER(h); return r; }
int unlink(const char *a) { int h = 0;
    if (watched(a)) { h = hit("unlink", a, 0); if (h == 1 || h == 2) return -1; }
    int r = r_unlink(a); AFTER(h); return r; }
int unlinkat(int d, const char *a, int f) { int h = 0;
    if (watched(a)) { h = hit("unlink", a, 0); if (h == 1 || h == 2) return -1; }
    int r = r_unlinkat(d, a, f); AFTER(h); return r; }
int link(const char *a, const char *b) { int h = 0;
    if (watched(b)) { h = hit("link", b, 0); if (h == 1 || h == 2) return -1; }
    int r = r_link(a, b); AFTER(h); return r; }
#define PATH1(name, params, p, call) \
    int name params { int h = 0; \
        if (watched(p)) { h = hit(#name, p, 0); if (h == 1 || h == 2) return -1; } \
        int r = call; AFTER(h); return r; }
PATH1(mkdir, (const char *a, mode_t m), a, r_mkdir(a, m))
PATH1(mkdirat, (int d, const char *a, mode_t m), a, r_mkdirat(d, a, m))
PATH1(rmdir, (const char *a), a, r_rmdir(a))
PATH1(chmod, (const char *a, mode_t m), a, r_chmod(a, m))
PATH1(fchmodat, (int d, const char *a, mode_t m, int f), a, r_fchmodat(d, a, m, f))
PATH1(truncate64, (const char *a, off_t n), a, r_truncate(a, n))
int fchmod(int fd, mode_t m) { char p[PATH_MAX]; int h = 0;
    if (fdpath(fd, p)) { h = hit("fchmod", p, 0); if (h == 1 || h == 2) return -1; }
    int r = r_fchmod(fd, m); AFTER(h); return r; }
ssize_t sendfile64(int to, int from, off_t *o, size_t n) { char p[PATH_MAX]; int h = 0;
    if (fdpath(to, p)) { h = hit("sendfile", p, n); if (h == 1 || h == 2) return -1; }
    ssize_t r = r_sendfile(to, from, o, n); AFTER(h); return r; }
ssize_t sendfile(int to, int from, off_t *o, size_t n) { return sendfile64(to, from, o, n); }
ssize_t copy_file_range(int from, off_t *x, int to, off_t *y, size_t n, unsigned f) { char p[PATH_MAX]; int h = 0;
    if (fdpath(to, p)) { h = hit("copy_file_range", p, n); if (h == 1 || h == 2) return -1; }
    ssize_t r = r_copy(from, x, to, y, n, f); AFTER(h); return r; }
