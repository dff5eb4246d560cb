# The provider's own token.
data "lineworks_access_token" "provider" {}

# A token of its own that can only read.
data "lineworks_access_token" "reader" {
  scopes = ["bot.read"]
}

output "reader_expires_at" {
  value = data.lineworks_access_token.reader.expires_at
}
