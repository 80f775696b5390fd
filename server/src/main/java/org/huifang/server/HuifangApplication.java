package org.huifang.server;

import org.huifang.api.access.ApiConfiguration;
import org.huifang.query.complaint.ComplaintQueryConfiguration;
import org.huifang.query.document.DocumentQueryConfiguration;
import org.huifang.query.forum.ForumQueryConfiguration;
import org.huifang.query.library.LibraryQueryConfiguration;
import org.huifang.query.monthend.MonthEndQueryConfiguration;
import org.huifang.query.notice.NoticeQueryConfiguration;
import org.huifang.query.operations.ProjectionConfiguration;
import org.huifang.query.owner.OwnerQueryConfiguration;
import org.huifang.query.training.TrainingQueryConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The application of role {@code all}: every room in one process (decision 1). */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({
    CommandSide.class,
    ComplaintQueryConfiguration.class,
    DocumentQueryConfiguration.class,
    ForumQueryConfiguration.class,
    LibraryQueryConfiguration.class,
    ProjectionConfiguration.class,
    MonthEndQueryConfiguration.class,
    NoticeQueryConfiguration.class,
    OwnerQueryConfiguration.class,
    TrainingQueryConfiguration.class,
    ApiConfiguration.class,
    DemoFiles.class,
    LocalTokens.class
})
public class HuifangApplication {}
