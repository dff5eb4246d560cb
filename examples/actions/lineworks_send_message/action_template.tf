# Cards with a picture, a title and a button each. The picture is a file beside the
# configuration; it is uploaded whenever the message is sent, once for all cards.
locals {
  guides = {
    "Visitors" = "https://intra.example.com/visitors"
    "Parcels"  = "https://intra.example.com/parcels"
  }
}

action "lineworks_send_message" "guides" {
  config {
    bot_id     = "2000001"
    channel_id = "4b0c9d1e-7f21-4a6b-9f3d-2f6a1c5e8b70"
    carousel = {
      columns = [
        for title, uri in local.guides : {
          source_file = "${path.module}/card.png"
          title       = title
          text        = "What to do, and whom to call."
          actions     = [{ type = "uri", label = "Read", uri = uri }]
        }
      ]
    }
  }
}
