// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.audit.TrailedRecords;
import io.mainstay.record.CatalogueTrails;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.internal.store.ChangeWindowStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What change windows offer to others. */
@Configuration(proxyBeanMethods = false)
class ChangeWindowConfiguration {

    @Bean
    TrailedRecords changeWindowTrails(ChangeWindowStore store) {
        return new CatalogueTrails<>(ChangeWindow.TYPE, ChangeWindowFields.ALL, store::byIds);
    }
}
