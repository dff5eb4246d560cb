resource "lineworks_bot" "reception" {
  bot_name       = "Reception"
  description    = "Answers visitors and calls the host."
  photo_url      = "https://static.example.com/bots/reception.png"
  administrators = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]

  enable_callback = true
  callback_url    = "https://bots.example.com/callback"
}

resource "lineworks_bot_secret" "reception" {
  bot_id = lineworks_bot.reception.bot_id

  keepers = {
    rotated = "2026-04-01" # another date issues a new secret
  }
}

# Hand the secret straight on to where the callback server reads it. It is in
# the state, so an output has to be marked as sensitive.
output "callback_secret" {
  value     = lineworks_bot_secret.reception.secret
  sensitive = true
}
