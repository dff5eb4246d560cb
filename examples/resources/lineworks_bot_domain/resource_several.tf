locals {
  domains = ["10000001", "10000002"]
}

resource "lineworks_bot" "expenses" {
  bot_name       = "Expenses"
  description    = "Takes receipts and tells what became of them."
  photo_url      = "https://static.example.com/bots/expenses.png"
  administrators = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
  allow_domains  = local.domains
}

resource "lineworks_bot_domain" "expenses" {
  for_each = toset(local.domains)

  bot_id    = lineworks_bot.expenses.bot_id
  domain_id = each.value
  visible   = true
}
