"""The administrator's pages: users, societies, keys, backups, health; nothing of the money."""
