resource "lineworks_bot" "reception" {
  bot_name       = "Reception"
  description    = "Answers visitors and calls the host."
  photo_url      = "https://static.example.com/bots/reception.png"
  administrators = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
}

# Everybody in the domain finds the bot and may use it.
resource "lineworks_bot_domain" "head_office" {
  bot_id    = lineworks_bot.reception.bot_id
  domain_id = "10000001"
  visible   = true
}
