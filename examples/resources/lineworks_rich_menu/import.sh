# The import ID is the ID of the bot and that of the menu.
terraform import lineworks_rich_menu.reception 2000003/40001
