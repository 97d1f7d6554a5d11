"""The statements under 《民间非营利组织会计制度》, those of the years to 2025 and those from 2026 on."""
