# terraform test -test-directory=integration: creates everything in the mock API, through
# the provider. The environment says where that is and how to sign in: see seed.json.

run "create" {
  assert {
    condition     = can(regex("^[1-9][0-9]*$", output.bot_id))
    error_message = "The API gives a number to each bot."
  }

  assert {
    condition     = lineworks_bot.team.administrators == toset([data.lineworks_user.contact.user_id])
    error_message = "The user with the e-mail address has to be the main contact."
  }
}

# What the first run has made is still there: this one changes it.
run "change" {
  variables {
    callback_url = "https://bots.example.com/sales"
    domain_ids   = ["10000001", "10000002"]
  }

  assert {
    condition     = lineworks_bot.team.enable_callback
    error_message = "With an address, callbacks have to be switched on."
  }

  assert {
    condition     = length(lineworks_bot_domain.team) == 2
    error_message = "The bot has to be registered in both domains."
  }
}
