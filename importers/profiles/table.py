"""Every paper that can be read; a new one is one file and its name here."""

from __future__ import annotations

from importers.profile import Profile
from importers.profiles.abc import ABC
from importers.profiles.wechat import WECHAT

PROFILES: tuple[Profile, ...] = (WECHAT, *ABC)
"""The order is that in which papers are named to the reader."""
