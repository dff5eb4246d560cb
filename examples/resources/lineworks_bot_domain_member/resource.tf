resource "lineworks_bot" "payroll" {
  bot_name       = "Payroll"
  description    = "Answers questions about salaries."
  photo_url      = "https://static.example.com/bots/payroll.png"
  administrators = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
}

resource "lineworks_bot_domain" "payroll" {
  bot_id    = lineworks_bot.payroll.bot_id
  domain_id = "10000001"

  allow_to_selected_member = true
}

resource "lineworks_bot_domain_member" "payroll" {
  for_each = toset([
    "3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901",
    "9d27c1e4-08b3-4c55-a1f6-7be2d90c4a12",
  ])

  bot_id    = lineworks_bot_domain.payroll.bot_id
  domain_id = lineworks_bot_domain.payroll.domain_id
  user_id   = each.value
}
