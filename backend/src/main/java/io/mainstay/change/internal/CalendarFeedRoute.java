// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.CalendarFeedProperties;
import io.mainstay.change.CalendarFeedQueries;
import io.mainstay.change.CalendarFeedQueries.Readable;
import io.mainstay.change.CalendarFeedService;
import io.mainstay.platform.database.DatabaseCutException;
import io.mainstay.platform.graphql.OtherRequests;
import io.micrometer.observation.ObservationFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Feeds of the calendar over HTTP, for programs that send no token: the secret is in the address. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CalendarFeedProperties.class)
class CalendarFeedRoute {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarFeedRoute.class);

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String FILE = "file";

    @Bean
    RouterFunction<ServerResponse> calendarFeeds(CalendarFeedQueries feeds, OtherRequests requests) {
        return RouterFunctions.route()
                .GET(
                        CalendarFeedService.PATH + "{" + FILE + "}",
                        request -> unlessCut(() -> answer(request, feeds, requests)))
                .build();
    }

    /** The address is a secret, which traces must not tell. */
    @Bean
    ObservationFilter withoutAddressesOfFeeds() {
        return context -> {
            HttpServletRequest request =
                    context instanceof ServerRequestObservationContext http ? http.getCarrier() : null;
            if (request != null && request.getRequestURI().contains(CalendarFeedService.PATH)) {
                context.removeHighCardinalityKeyValue("http.url");
            }
            return context;
        };
    }

    /** What was given up because the database is busy or the time is over is no fault: the program asks again. */
    static ServerResponse unlessCut(Supplier<ServerResponse> answer) {
        try {
            return answer.get();
        } catch (DatabaseCutException cut) {
            LOG.info("A feed of the calendar was given up: {}", cut.getMessage());
            return later(HttpStatus.SERVICE_UNAVAILABLE, PAUSE);
        }
    }

    private static ServerResponse answer(ServerRequest request, CalendarFeedQueries feeds, OtherRequests requests) {
        String file = request.pathVariable(FILE);
        Optional<Readable> found = file.endsWith(CalendarFeedService.SUFFIX)
                ? feeds.readable(file.substring(0, file.length() - CalendarFeedService.SUFFIX.length()))
                : Optional.empty();
        if (found.isEmpty()) {
            return ServerResponse.notFound()
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
        Readable feed = found.get();
        Optional<Duration> pause = requests.pause(feed.principal());
        if (pause.isPresent()) {
            return later(HttpStatus.TOO_MANY_REQUESTS, pause.get());
        }
        return requests.answer(feed.principal(), () -> feeds.text(feed))
                .map(text -> calendar(request, text))
                .orElseGet(() -> later(HttpStatus.TOO_MANY_REQUESTS, PAUSE));
    }

    private static ServerResponse calendar(ServerRequest request, String text) {
        String tag = '"' + FeedToken.digest(text) + '"';
        return request.checkNotModified(tag)
                .orElseGet(() -> ServerResponse.ok()
                        .contentType(CALENDAR)
                        .eTag(tag)
                        .cacheControl(CacheControl.noCache().cachePrivate())
                        .body(text));
    }

    private static ServerResponse later(HttpStatus status, Duration pause) {
        return ServerResponse.status(status)
                .header(
                        HttpHeaders.RETRY_AFTER,
                        String.valueOf(Math.max(1, pause.plusMillis(999).toSeconds())))
                .build();
    }
}
