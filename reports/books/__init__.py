"""The account books (会计账簿) and the vouchers (记账凭证)."""
