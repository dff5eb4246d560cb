import {
  to = lineworks_bot_domain_member.payroll["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
  id = "2000002/10000001/3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"
}
