# The import ID is the bot ID.
terraform import lineworks_bot.reception 2000001
