"""The one layer that draws leaves: terminal, csv, spreadsheet, PDF, HTML, JSON."""
