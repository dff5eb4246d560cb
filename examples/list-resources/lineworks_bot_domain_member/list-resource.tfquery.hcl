# Credentials come from the environment, or stand here. If the configuration
# beside this file has the block, leave it out.
provider "lineworks" {}

# Who may use the bots that are for selected members only?
list "lineworks_bot_domain_member" "all" {
  provider = lineworks
  limit    = 10000 # without it, the first 100
}

# The same, for one bot in one domain.
list "lineworks_bot_domain_member" "payroll" {
  provider = lineworks

  config {
    bot_id    = "2000002"
    domain_id = "10000001"
  }
}
