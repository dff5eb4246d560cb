# A card of your own layout.
action "lineworks_send_message" "release" {
  config {
    bot_id     = "2000001"
    channel_id = "4b0c9d1e-7f21-4a6b-9f3d-2f6a1c5e8b70"
    flex = {
      alt_text = "Release 2.4 is out."
      contents = jsonencode({
        type = "bubble"
        body = {
          type   = "box"
          layout = "vertical"
          contents = [
            { type = "text", text = "Release 2.4", weight = "bold", size = "xl" },
            { type = "text", text = "Booking of rooms for several days.", wrap = true },
          ]
        }
        footer = {
          type   = "box"
          layout = "vertical"
          contents = [
            { type = "button", action = { type = "uri", label = "What is new", uri = "https://intra.example.com/releases/2.4" } },
          ]
        }
      })
    }
  }
}
