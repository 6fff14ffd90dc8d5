// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** What sort of site an item is at. */
public enum Place {
    DATA_CENTRE,
    OFFICE,
    PLANT,
    WAREHOUSE,
    STORE
}
