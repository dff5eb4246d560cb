# The import ID is the ID of the bot.
terraform import lineworks_persistent_menu.reception 2000001
