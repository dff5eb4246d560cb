// SPDX-License-Identifier: MPL-2.0

package providerdata

// PlanRegistration notes that this plan sets whether only selected members may use a bot
// in a domain.
func (d *Data) PlanRegistration(botID, domainID string, selectedOnly bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.registrations[[2]string{botID, domainID}] = selectedOnly
}

// PlannedRegistration returns what [Data.PlanRegistration] has noted. planned is false
// for a registration that this plan has not come to, or that Terraform does not manage.
func (d *Data) PlannedRegistration(botID, domainID string) (selectedOnly, planned bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	selectedOnly, planned = d.registrations[[2]string{botID, domainID}]
	return selectedOnly, planned
}
