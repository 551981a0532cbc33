/** What grading does to graders: time with media, breaks, the day's limit, the rota and the welfare clock, enforced here. */
package org.curlew.grading.exposure;
