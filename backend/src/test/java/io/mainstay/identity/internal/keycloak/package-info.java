@NullMarked
package io.mainstay.identity.internal.keycloak;

import org.jspecify.annotations.NullMarked;
