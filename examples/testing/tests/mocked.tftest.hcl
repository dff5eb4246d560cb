# terraform test: needs no tenant, no credentials and no network, because the CLI makes
# up what the service would return. OpenTofu reads mocked.tofutest.hcl in its place.

mock_provider "lineworks" {
  source = "." # the folder of lineworks.tfmock.hcl
}

variables {
  domain_ids = ["10000001", "10000002"]
}

# A plan knows what the configuration says; what the service makes is not known yet.
run "no_callback_without_an_address" {
  command = plan

  assert {
    condition     = lineworks_bot.team.enable_callback == false
    error_message = "Callbacks need an address."
  }
}

run "callback_with_an_address" {
  command = plan

  variables {
    callback_url = "https://bots.example.com/sales"
  }

  assert {
    condition     = lineworks_bot.team.enable_callback
    error_message = "With an address, callbacks have to be switched on."
  }
}

# An apply has made-up values for all the rest, so that objects can be followed.
run "everything_belongs_together" {
  assert {
    condition     = lineworks_default_rich_menu.team.rich_menu_id == lineworks_rich_menu.links.rich_menu_id
    error_message = "Users have to see the menu of links."
  }

  assert {
    condition     = [for domain in lineworks_bot_domain.team : domain.domain_id] == ["10000001", "10000002"]
    error_message = "The bot has to be registered in both domains."
  }

  assert {
    condition     = [for area in lineworks_rich_menu.links.areas : area.bounds.width] == [1250, 1250]
    error_message = "Each link has to take half of the menu."
  }
}

# A value that a test is about is better set there.
run "contact_is_looked_up" {
  override_data {
    target = data.lineworks_user.contact
    values = { user_id = "77c3a9de-5b18-4e60-b2f4-03d1f0a6c934" }
  }

  assert {
    condition     = lineworks_bot.team.administrators == toset(["77c3a9de-5b18-4e60-b2f4-03d1f0a6c934"])
    error_message = "The user with the e-mail address has to be the main contact."
  }
}

run "three_links_do_not_fit" {
  command = plan

  variables {
    links = [
      { label = "One", uri = "https://intra.example.com/1" },
      { label = "Two", uri = "https://intra.example.com/2" },
      { label = "Three", uri = "https://intra.example.com/3" },
    ]
  }

  expect_failures = [var.links]
}
