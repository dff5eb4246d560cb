locals {
  actions = [
    { type = "message", label = "Call my host", postback = "call_host" },
    { type = "uri", label = "Map of the building", uri = "https://intra.example.com/map" },
  ]
}

resource "lineworks_persistent_menu" "reception" {
  bot_id  = "2000001"
  actions = local.actions

  lifecycle {
    postcondition {
      condition = alltrue([
        for i, action in local.actions : length(setsubtract(keys(action), keys(self.actions[i]))) == 0
      ])
      error_message = "Unknown names: ${join(", ", flatten([
        for i, action in local.actions : setsubtract(keys(action), keys(self.actions[i]))
      ]))}."
    }
  }
}
