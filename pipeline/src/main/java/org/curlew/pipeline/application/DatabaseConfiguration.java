package org.curlew.pipeline.application;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.curlew.storage.database.EmbeddedDatabase;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The force's own PostgreSQL where {@code spring.datasource.url} is set, else an embedded one in the data folder. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    @Conditional(NoServerNamed.Database.class)
    EmbeddedDatabase embeddedDatabase(DataFolder folder) {
        return EmbeddedDatabase.start(folder.folder("database").resolve("cluster"));
    }

    @Bean
    @Primary
    DataSource dataSource(
            org.springframework.beans.factory.ObjectProvider<EmbeddedDatabase> embedded,
            @Value("${spring.datasource.url:}") String url,
            @Value("${spring.datasource.username:}") String user,
            @Value("${spring.datasource.password:}") String password,
            @Value("${curlew.database.connections:24}") int connections) {
        HikariDataSource pool = new HikariDataSource();
        EmbeddedDatabase database = embedded.getIfAvailable();
        pool.setJdbcUrl(database == null ? url : database.url());
        pool.setUsername(database == null ? user : database.user());
        if (database == null && !password.isEmpty()) {
            pool.setPassword(password);
        }
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(10_000);
        pool.setPoolName("curlew");
        // PostgreSQL's detail repeats the whole row that it refused: a child's name would stand in the log.
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        return pool;
    }

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }
}
