package org.huifang.api.access;

import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.anonymity.FindLeaks;
import org.huifang.kernel.anonymity.FindLeaks.Leak;
import org.huifang.kernel.anonymity.FindLeaks.Leaks;
import org.huifang.kernel.complaint.ComplaintId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What anybody may read tells of nobody (§4.6.5, §4.6.6): looked at before it becomes a command. */
@Component
public class Anonymity {
    private final QueryGateway queries;

    Anonymity(QueryGateway queries) {
        this.queries = queries;
    }

    /**
     * @param person who names the complaints: all must be open to them; absent where they were named before
     * @param complaints whose people it must not tell of
     * @param texts by the field that they stand in
     * @throws RefusedException naming each text that tells of a person, and by what words
     */
    public void require(
            @Nullable String person, List<ComplaintId> complaints, Map<String, String> texts, String clause) {
        List<Leak> leaks = queries.query(new FindLeaks(person, complaints, texts), Leaks.class)
                .join()
                .leaks();
        if (!leaks.isEmpty()) {
            throw new RefusedException(leaks.stream()
                    .map(leak -> new Refusal(
                            "TEXT_FREE_OF_PERSONAL_DATA",
                            clause,
                            leak.field(),
                            "供人阅读的内容不能含有个人信息,请改写:" + leak.words(),
                            "What others read must be free of personal data; put it otherwise: " + leak.words()))
                    .toList());
        }
    }
}
