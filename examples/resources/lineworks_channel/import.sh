# The import ID is BOT_ID/CHANNEL_ID. The menu of a room in the app shows its ID.
terraform import lineworks_channel.on_call 2000001/4b0c9d1e-7f21-4a6b-9f3d-2f6a1c5e8b70
