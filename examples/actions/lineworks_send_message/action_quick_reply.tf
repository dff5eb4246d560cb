# Ask one user, with answers to tap on. Send it by hand:
# terraform apply -invoke=action.lineworks_send_message.ask
action "lineworks_send_message" "ask" {
  config {
    bot_id  = "2000001"
    user_id = "3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"
    text    = { text = "Who is on call tonight?" }

    quick_reply = {
      items = [
        { action = { type = "postback", label = "I am", data = "on-call=me", display_text = "I am on call." } },
        { action = { type = "message", label = "Another person", text = "Another person is on call." } },
        { action = { type = "uri", label = "Open the rota", uri = "https://intra.example.com/rota" } },
      ]
    }
  }
}
