package org.huifang.api.access;

import java.util.Map;
import org.axonframework.common.AxonTransientException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is asked for beside GraphQL, while those who know are away or busy: to be asked for again in a moment. */
@RestControllerAdvice
class Unavailable {

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> away(AxonTransientException fault) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, ApiConfiguration.COME_AGAIN)
                .body(Map.of(
                        "code",
                        ApiConfiguration.TRY_AGAIN,
                        "messageZh",
                        "暂时无法办理,请稍后再试",
                        "messageEn",
                        "Not possible for now; try again in a moment"));
    }
}
