"""Every paper that can be read; a new one is one file and its name here."""

from __future__ import annotations

from importers.profile import Profile
from importers.profiles.abc import ABC
from importers.profiles.abc_pdf import ABC_PDF
from importers.profiles.alipay import ALIPAY
from importers.profiles.alipay_web import ALIPAY_WEB
from importers.profiles.boc import BOC
from importers.profiles.ccb import CCB
from importers.profiles.cmb import CMB
from importers.profiles.cmb_pdf import CMB_PDF
from importers.profiles.icbc import ICBC
from importers.profiles.icbc_pdf import ICBC_PDF
from importers.profiles.psbc import PSBC
from importers.profiles.psbc_pdf import PSBC_PDF
from importers.profiles.rural import RURAL
from importers.profiles.rural_pdf import RURAL_PDF
from importers.profiles.wechat import WECHAT
from importers.registers.forms import OWN

PROFILES: tuple[Profile, ...] = (
    WECHAT, ALIPAY, ALIPAY_WEB,
    *ABC, *ABC_PDF, *ICBC, *ICBC_PDF, *CCB, *PSBC, *PSBC_PDF, *BOC, *CMB, *CMB_PDF, *RURAL, *RURAL_PDF,
    *OWN,
)  # fmt: skip
"""The order is that in which papers are named to the reader."""
