// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.platform.database.CutWork;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

class CalendarFeedRouteTest {

    @Test
    void shouldAskToComeAgainWhenTheDatabaseIsBusy() {
        ServerResponse answer = CalendarFeedRoute.unlessCut(() -> {
            throw CutWork.exception();
        });

        assertThat(answer.statusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.headers().getFirst("Retry-After")).isEqualTo("1");
    }

    @Test
    void shouldHideNoFault() {
        assertThatThrownBy(() -> CalendarFeedRoute.unlessCut(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
    }
}
