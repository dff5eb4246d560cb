# A bot for one team, with a rich menu of links: the tests beside it show how such a
# configuration is tested.

terraform {
  required_providers {
    lineworks = {
      source  = "terraform-lineworks/lineworks"
      version = "~> 0.1"
    }
  }
}

variable "team" {
  description = "Name of the team, which becomes the name of its bot."
  type        = string
  default     = "Sales"

  validation {
    condition     = length(trimspace(var.team)) > 0
    error_message = "A team needs a name."
  }
}

variable "contact" {
  description = "Login e-mail address of the main contact."
  type        = string
  default     = "hanako@example.co.jp"
}

variable "domain_ids" {
  description = "IDs of the domains in which the bot can be used."
  type        = set(string)
  default     = ["10000001"]
}

variable "callback_url" {
  description = "Address of the server that receives the bot's events; left out, there is none."
  type        = string
  default     = null
}

variable "links" {
  description = "Addresses by label: the two columns of the rich menu."
  type        = list(object({ label = string, uri = string }))
  default = [
    { label = "Price list", uri = "https://intra.example.com/prices" },
    { label = "Who is where", uri = "https://intra.example.com/people" },
  ]

  validation {
    condition     = length(var.links) == 2
    error_message = "The menu has two columns."
  }
}

data "lineworks_user" "contact" {
  email = var.contact
}

resource "lineworks_bot" "team" {
  bot_name        = var.team
  description     = "Links of the team ${var.team}."
  photo_url       = "https://static.example.com/bots/team.png"
  administrators  = [data.lineworks_user.contact.user_id]
  allow_domains   = var.domain_ids
  enable_callback = var.callback_url != null
  callback_url    = var.callback_url
}

resource "lineworks_bot_domain" "team" {
  for_each = var.domain_ids

  bot_id    = lineworks_bot.team.bot_id
  domain_id = each.key
  visible   = true
}

resource "lineworks_rich_menu" "links" {
  bot_id         = lineworks_bot.team.bot_id
  rich_menu_name = "links"
  size           = { height = 843 }
  image          = "${path.module}/menu.png"

  areas = [
    for i, bounds in provider::lineworks::rich_menu_grid(2, 1, 843) : {
      bounds = bounds
      action = { type = "uri", label = var.links[i].label, uri = var.links[i].uri }
    }
  ]

  lifecycle {
    create_before_destroy = true
  }
}

resource "lineworks_default_rich_menu" "team" {
  bot_id       = lineworks_bot.team.bot_id
  rich_menu_id = lineworks_rich_menu.links.rich_menu_id
}

output "bot_id" {
  value = lineworks_bot.team.bot_id
}
