import {
  to = lineworks_bot_domain_member.payroll["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
  identity = {
    bot_id    = "2000002"
    domain_id = "10000001"
    user_id   = "3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"
  }
}
