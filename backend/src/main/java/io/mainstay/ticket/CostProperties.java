// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import java.util.Currency;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of what changes and releases are estimated to cost.
 *
 * @param currency in which all amounts are, an ISO 4217 code; another one converts nothing
 */
@ConfigurationProperties("mainstay.cost")
public record CostProperties(@DefaultValue("EUR") String currency) {

    public CostProperties {
        String given = currency;
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equals(given))) {
            throw new IllegalArgumentException(
                    "mainstay.cost.currency must be an ISO 4217 code such as EUR: " + currency);
        }
    }
}
