# The import ID is BOT_ID/DOMAIN_ID.
terraform import lineworks_bot_domain.head_office 2000001/10000001
