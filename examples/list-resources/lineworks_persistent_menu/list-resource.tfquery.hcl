# Credentials come from the environment, or stand here. If the configuration
# beside this file has the block, leave it out.
provider "lineworks" {}

# The persistent menus of all bots of the tenant, which are 300 at most.
list "lineworks_persistent_menu" "all" {
  provider = lineworks
  limit    = 300 # without it, the first 100
}

# The menu of one bot, with its buttons.
list "lineworks_persistent_menu" "reception" {
  provider         = lineworks
  include_resource = true

  config {
    bot_id = "2000001"
  }
}
