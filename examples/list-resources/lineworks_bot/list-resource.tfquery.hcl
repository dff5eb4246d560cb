# Credentials come from the environment, or stand here. If the configuration
# beside this file has the block, leave it out.
provider "lineworks" {}

# All bots of the tenant, which are 300 at most.
list "lineworks_bot" "all" {
  provider = lineworks
  limit    = 300 # without it, the first 100
}

# The bots of one team, with all of their attributes.
list "lineworks_bot" "sales" {
  provider         = lineworks
  include_resource = true

  config {
    name_contains = "Sales"
  }
}
