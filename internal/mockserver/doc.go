// SPDX-License-Identifier: MPL-2.0

// Package mockserver imitates the LINE WORKS API 2.0 for bots: the token
// endpoint, bots, their domains, members, rooms, menus and messages, and the
// storage host that files are sent to.
//
// It is strict where the vendor's pages are clear. Where they are not, a switch
// of Quirks says what happens, and its zero value is the working assumption.
// What live clients are known to get away with, it accepts. It is written from
// the vendor's pages (https://developers.worksmobile.com/en/docs/bot-api) and
// never from this project's own client, so that a slip in one shows in the other.
//
// A Server is an http.Handler that serves three bases on one listener, APIPath,
// AuthPath and StoragePath. Tests look at and change its state behind the API's back, read
// the log of Requests and script failures with Fail.
//
// A message is checked down to the last property of its content, and a file id in it
// must be one that the bot has been given and used. Of a flex message the containers
// are checked, their size, and what a component cannot do without. What is behind an
// address, and what a file holds, is not looked at.
//
// # Seed
//
// Load takes a JSON object with these properties, all optional:
//
//	{
//	  "app": {"clientId": "…", "clientSecret": "…", "serviceAccount": "…", "scopes": ["bot"]},
//	  "domains": [10000001],
//	  "bots": [{
//	    "botId": 2000001,
//	    "botName": "Desk", "photoUrl": "https://example.com/desk.png",
//	    "description": "Reception", "administrators": ["…"],
//	    "domains": [{"domainId": 10000001, "visible": true,
//	                 "allowToSelectedMember": true, "members": ["…"]}],
//	    "persistentMenu": {"content": {"actions": [{"type": "message", "label": "Help"}]}},
//	    "defaultRichmenuId": "40001",
//	    "richmenus": [{"richmenuId": "40001", "richmenuName": "…", "size": {…}, "areas": […], "image": true}],
//	    "userRichmenus": [{"userId": "…", "richmenuId": "40001"}],
//	    "channels": [{"channelId": "…", "title": "…", "channelType": {"type": "GROUP", "groupId": "…"},
//	                  "members": ["…"]}]
//	  }]
//	}
//
// A bot has the properties of https://developers.worksmobile.com/en/docs/bot-get.
// Without "domains" at the top every domain belongs to the tenant. A bot with
// rich menus has no persistent menu, as in the service; with "image" a rich menu
// has a plain one of its size.
package mockserver
