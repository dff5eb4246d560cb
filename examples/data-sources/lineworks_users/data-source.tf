variable "owners" {
  description = "Login e-mail addresses of those who look after the bot."
  type        = set(string)
  default     = ["hanako@example.co.jp", "taro@example.co.jp"]
}

data "lineworks_users" "team" {
  emails = var.owners
}

resource "lineworks_bot" "reception" {
  bot_name       = "Reception"
  description    = "Announces visitors."
  photo_url      = "https://static.example.com/bots/reception.png"
  administrators = [for e in var.owners : data.lineworks_users.team.user_ids[e]]
}

# All users of a domain whose accounts are active.
data "lineworks_users" "everyone" {
  domain_id = "10000001"
}

output "number_of_users" {
  value = length(data.lineworks_users.everyone.users)
}
