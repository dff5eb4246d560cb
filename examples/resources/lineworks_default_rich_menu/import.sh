# The import ID is the ID of the bot.
terraform import lineworks_default_rich_menu.reception 2000003
