# Credentials come from the environment, or stand here. If the configuration
# beside this file has the block, leave it out.
provider "lineworks" {}

# The rich menus of all bots.
list "lineworks_rich_menu" "all" {
  provider = lineworks
  limit    = 1000 # without it, the first 100
}

# Those of one bot that are named after the reception, with all of their areas.
list "lineworks_rich_menu" "reception" {
  provider         = lineworks
  include_resource = true

  config {
    bot_id        = "2000003"
    name_contains = "Reception"
  }
}
