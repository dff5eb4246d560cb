# Credentials come from the environment, or stand here. If the configuration
# beside this file has the block, leave it out.
provider "lineworks" {}

# The registrations of all bots.
list "lineworks_bot_domain" "all" {
  provider = lineworks
  limit    = 1000 # without it, the first 100
}

# Which bots are there in one domain?
list "lineworks_bot_domain" "head_office" {
  provider = lineworks

  config {
    domain_id = "10000001"
  }
}
