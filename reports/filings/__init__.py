"""What is handed in: to the township, the district, the registrar, the platform."""
