terraform {
  required_providers {
    lineworks = {
      source  = "terraform-lineworks/lineworks"
      version = "~> 0.1"
    }
  }
}

# The secrets come from the environment: LINEWORKS_CLIENT_SECRET, and
# LINEWORKS_PRIVATE_KEY or LINEWORKS_PRIVATE_KEY_FILE.
provider "lineworks" {
  client_id       = "a1B2c3D4e5F6g7H8i9J0"
  service_account = "k1l2m.serviceaccount@example"
}
