// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// samplePicture is what a user sends who taps on camera or cameraRoll. The bot's server
// fetches it as https://developers.worksmobile.com/en/docs/bot-attachment-get says.
func (t *turn) samplePicture(botID int64) callback.Content {
	size := mockserver.Size{Width: 320, Height: 240}
	return callback.Content{Type: "image", FileID: t.api.AddAttachment(mockserver.Attachment{
		BotID: botID, FileName: "sample.png", ContentType: "image/png", Content: mockserver.PlainPNG(size, 0xb0),
	})}
}

// samplePlace is what a user sends who taps on location.
func samplePlace() callback.Content {
	latitude, longitude := 35.681236, 139.767125
	return callback.Content{Type: "location", Address: "1-9-1 Marunouchi, Chiyoda-ku, Tokyo", Latitude: &latitude, Longitude: &longitude}
}
