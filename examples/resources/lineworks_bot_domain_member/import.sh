# The import ID is BOT_ID/DOMAIN_ID/USER_ID.
terraform import 'lineworks_bot_domain_member.payroll["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]' 2000002/10000001/3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901
