# Tell the operations room about a new bot.
resource "lineworks_bot" "reception" {
  bot_name       = "Reception"
  description    = "Answers visitors and calls the host."
  photo_url      = "https://static.example.com/bots/reception.png"
  administrators = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
}

action "lineworks_send_message" "announce" {
  config {
    bot_id     = "2000001" # a bot that is in the operations room
    channel_id = "4b0c9d1e-7f21-4a6b-9f3d-2f6a1c5e8b70"
    text = {
      text       = "The bot ${lineworks_bot.reception.bot_name} (${lineworks_bot.reception.bot_id}) is ready."
      i18n_texts = { ja_JP = "ボット「${lineworks_bot.reception.bot_name}」が使えるようになりました。" }
    }
  }
}

# Invokes the action when the bot is created, and again for each bot that takes its
# place. With a resource of its own as the trigger, "terraform apply -invoke" works too.
resource "terraform_data" "announce" {
  triggers_replace = [lineworks_bot.reception.bot_id]

  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.lineworks_send_message.announce]
    }
  }
}
