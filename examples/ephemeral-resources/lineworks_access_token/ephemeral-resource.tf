# A token that can only read, and that is revoked when the run has succeeded.
ephemeral "lineworks_access_token" "reader" {
  scopes          = ["bot.read"]
  revoke_on_close = true
}

# For a provider, such as this one under another name.
provider "lineworks" {
  alias        = "reader"
  access_token = ephemeral.lineworks_access_token.reader.access_token
}

data "lineworks_bots" "all" {
  provider = lineworks.reader
}

# For a script.
resource "terraform_data" "inventory" {
  triggers_replace = data.lineworks_bots.all.bots[*].bot_id

  provisioner "local-exec" {
    command = "./inventory.sh"
    environment = {
      ACCESS_TOKEN = ephemeral.lineworks_access_token.reader.access_token
    }
  }
}
