/** Business calendars: when time counts. Business hours, holidays and exceptions in an IANA zone, with versions. */
@NullMarked
@ApplicationModule(
        displayName = "Calendar",
        allowedDependencies = {"kernel", "platform", "audit"})
package io.mainstay.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
