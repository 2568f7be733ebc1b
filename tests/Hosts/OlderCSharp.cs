// One mistake for each rule, in C# 7.3 and for .NET Standard 2.0 as well. An id in a comment announces the report on its line. No project compiles this file:
// tests/Package builds it for several frameworks, and tests/Ide opens it in several versions of the language.
using System;
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Images;

namespace Older
{
    public sealed class Completions
    {
        private readonly ChatClient chat;

        public Completions(ChatClient chat)
        {
            this.chat = chat;
        }

        public async Task<string> AnswerAsync(string question)
        {
            ChatCompletion completion = await chat.CompleteChatAsync(question);
            return string.Concat(completion.Content.Select(part => part.Text)); // AIAPI1001
        }

        public async Task<string> CategoryAsync(string mail)
        {
            ChatCompletion completion = await chat.CompleteChatAsync(mail);
            if (completion.FinishReason == ChatFinishReason.ContentFilter)
            {
                return "unknown";
            }

            return string.Concat(completion.Content.Select(part => part.Text)); // AIAPI1002
        }

        public string Draft(string ticket)
        {
            ChatCompletion completion = chat.CompleteChat(ticket);
            switch (completion.FinishReason)
            {
                case ChatFinishReason.Length:
                    throw new InvalidOperationException("Too long.");
                default:
                    return string.Concat(completion.Content.Select(part => part.Text)); // AIAPI1002
            }
        }

        public string Stream(string question)
        {
            var answer = new StringBuilder();
            foreach (StreamingChatCompletionUpdate update in chat.CompleteChatStreaming(question))
            {
                foreach (var part in update.ContentUpdate) // AIAPI1003
                {
                    answer.Append(part.Text);
                }
            }

            return answer.ToString();
        }

        public string Greeting(string name)
        {
            ChatCompletion completion = chat.CompleteChat(name);
            if (completion.FinishReason != ChatFinishReason.Stop)
            {
                throw new InvalidOperationException("Ended with " + completion.FinishReason);
            }

            return completion.Content[0].Text; // AIAPI1004
        }

        public int Priority(string mail)
        {
            ChatCompletion completion = chat.CompleteChat(mail);
            if (completion.FinishReason != ChatFinishReason.Stop || completion.Content.Count == 0)
            {
                throw new InvalidOperationException("Ended with " + completion.FinishReason);
            }

            using (var answer = JsonDocument.Parse(completion.Content[0].Text)) // AIAPI1005
            {
                return answer.RootElement.GetProperty("priority").GetInt32();
            }
        }

        public int Number(string mail)
        {
            ChatCompletion completion = chat.CompleteChat(mail);
            if (completion.FinishReason != ChatFinishReason.Stop || completion.Content.Count == 0)
            {
                throw new InvalidOperationException("Ended with " + completion.FinishReason);
            }

            return int.Parse(completion.Content[0].Text); // AIAPI1006
        }

        public void Route(string mail, Action refund, Action exchange)
        {
            ChatCompletion completion = chat.CompleteChat(mail);
            if (completion.FinishReason != ChatFinishReason.Stop || completion.Content.Count == 0)
            {
                throw new InvalidOperationException("Ended with " + completion.FinishReason);
            }

            switch (completion.Content[0].Text) // AIAPI1006
            {
                case "refund":
                    refund();
                    break;
                case "exchange":
                    exchange();
                    break;
            }
        }

        public string Order(string mail)
        {
            var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("find_order") } };
            ChatCompletion completion = chat.CompleteChat(new ChatMessage[] { new UserChatMessage(mail) }, options); // AIAPI1007
            if (completion.FinishReason == ChatFinishReason.Length || completion.FinishReason == ChatFinishReason.ContentFilter)
            {
                throw new InvalidOperationException("Ended with " + completion.FinishReason);
            }

            return string.Concat(completion.Content.Select(part => part.Text));
        }
    }

    public sealed class Retries
    {
        private static readonly Random Jitter = new Random();

        private readonly ChatClient chat;

        private readonly HttpClient http = new HttpClient();

        public Retries(ChatClient chat)
        {
            this.chat = chat;
        }

        public async Task<ChatCompletion> EverythingAsync(string question)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await chat.CompleteChatAsync(question);
                }
                catch (ClientResultException) when (attempt < 4) // AIAPI2001
                {
                    await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Jitter.NextDouble()));
                }
            }
        }

        public async Task<ChatCompletion> NoRateLimitAsync(string question)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await chat.CompleteChatAsync(question);
                }
                catch (ClientResultException ex) when (attempt < 4 && ex.Status >= 500) // AIAPI2002
                {
                    await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Jitter.NextDouble()));
                }
            }
        }

        public async Task<ChatCompletion> AtOnceAsync(string question)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await chat.CompleteChatAsync(question);
                }
                catch (ClientResultException ex) when (attempt < 4 && (ex.Status == 0 || ex.Status == 429 || ex.Status >= 500)) // AIAPI2003
                {
                    Console.WriteLine(ex.Message);
                }
            }
        }

        public async Task<ChatCompletion> InStepAsync(string question)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await chat.CompleteChatAsync(question);
                }
                catch (ClientResultException ex) when (attempt < 4 && (ex.Status == 0 || ex.Status == 429 || ex.Status >= 500))
                {
                    await Task.Delay(TimeSpan.FromSeconds(2)); // AIAPI2004
                }
            }
        }

        public async Task<ChatCompletion> ForEverAsync(string question)
        {
            var delay = TimeSpan.FromSeconds(1);
            while (true) // AIAPI2005
            {
                try
                {
                    return await chat.CompleteChatAsync(question);
                }
                catch (ClientResultException ex) when (ex.Status == 0 || ex.Status == 429 || ex.Status >= 500)
                {
                    delay = TimeSpan.FromSeconds(Math.Min(60, delay.TotalSeconds * 2) + Jitter.NextDouble());
                    await Task.Delay(delay);
                }
            }
        }

        public async Task<ChatCompletion> TwofoldAsync(string question, ApiKeyCredential key)
        {
            var client = new ChatClient("gpt-5.4", key, new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) });
            for (var attempt = 1; ; attempt++) // AIAPI2006
            {
                try
                {
                    return await client.CompleteChatAsync(question);
                }
                catch (Exception ex) when (attempt < 4
                    && (!(ex is ClientResultException failed) || failed.Status == 0 || failed.Status == 408 || failed.Status == 429 || failed.Status >= 500))
                {
                    await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt) + Jitter.NextDouble()));
                }
            }
        }

        public async Task<string> PostAsync(HttpContent body)
        {
            var response = await http.PostAsync("https://api.openai.com/v1/chat/completions", body);
            response.EnsureSuccessStatusCode(); // AIAPI2007
            return await response.Content.ReadAsStringAsync();
        }

        public ChatClient Create(string key)
        {
            return new ChatClient("gpt-5.4", key); // AIAPI2008
        }

        public async Task<string> ModerateAsync(HttpContent body)
        {
            var response = await http.PostAsync("https://api.openai.com/v1/moderations", body);
            using (var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync())) // AIAPI2009
            {
                return json.RootElement.GetProperty("id").GetString();
            }
        }
    }

    public sealed class Images
    {
        private readonly ImageClient images;

        private readonly ImageClient posters;

        public Images(ApiKeyCredential key)
        {
            images = new ImageClient("gpt-image-1", key, new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) });
            posters = new ImageClient("dall-e-3", key, new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(3) });
        }

        public string Link { get; private set; }

        public async Task<byte[]> DrawAsync(string prompt)
        {
            GeneratedImage image = await images.GenerateImageAsync(prompt, new ImageGenerationOptions
            {
                Size = GeneratedImageSize.W1024xH1024,
                ResponseFormat = GeneratedImageFormat.Bytes, // AIAPI3001
            });
            return image.ImageBytes.ToArray();
        }

        public async Task<byte[]> DrawTwoAsync(string prompt)
        {
            GeneratedImageCollection drawn = await images.GenerateImagesAsync(prompt, 2);
            return drawn[0].ImageBytes.ToArray(); // AIAPI3002
        }

        public async Task<List<byte[]>> DrawFourAsync(string prompt)
        {
            GeneratedImageCollection drawn = await posters.GenerateImagesAsync(prompt, 4, new ImageGenerationOptions { ResponseFormat = GeneratedImageFormat.Bytes }); // AIAPI3003
            return drawn.Select(image => image.ImageBytes.ToArray()).ToList();
        }

        public async Task KeepAsync(string prompt)
        {
            GeneratedImage image = await posters.GenerateImageAsync(prompt);
            Link = image.ImageUri.ToString(); // AIAPI3004
        }

        public async Task<byte[]> LoadAsync(string prompt, HttpClient http)
        {
            GeneratedImage image = await images.GenerateImageAsync(prompt);
            return await http.GetByteArrayAsync(image.ImageUri); // AIAPI3005
        }
    }

    public sealed class Tasks
    {
        private readonly HttpClient http = new HttpClient();

        public async Task<string> OneWordAsync(string id)
        {
            for (var poll = 0; poll < 60; poll++)
            {
                var task = await StatusAsync(id);
                var status = task.GetProperty("status").GetString();
                if (status == "succeeded") // AIAPI4001
                {
                    return task.GetProperty("video_url").GetString();
                }

                if (status == "failed" || status == "cancelled" || status == "canceled" || status == "expired" || status == "error")
                {
                    throw new InvalidOperationException("The video failed: " + task.GetProperty("error"));
                }

                await Task.Delay(TimeSpan.FromSeconds(10));
            }

            throw new TimeoutException();
        }

        public async Task<string> NoFailureAsync(string id)
        {
            for (var poll = 0; poll < 60; poll++) // AIAPI4002
            {
                var task = await StatusAsync(id);
                var status = task.GetProperty("status").GetString();
                if (status == "completed" || status == "succeeded" || status == "succeed")
                {
                    return task.GetProperty("video_url").GetString();
                }

                await Task.Delay(TimeSpan.FromSeconds(10));
            }

            throw new TimeoutException();
        }

        public async Task<string> NoDeadlineAsync(string id)
        {
            while (true) // AIAPI4003
            {
                var task = await StatusAsync(id);
                var status = task.GetProperty("status").GetString();
                if (status == "completed" || status == "succeeded" || status == "succeed")
                {
                    return task.GetProperty("video_url").GetString();
                }

                if (status == "failed" || status == "cancelled" || status == "canceled" || status == "expired" || status == "error")
                {
                    throw new InvalidOperationException("The video failed: " + task.GetProperty("error"));
                }

                await Task.Delay(TimeSpan.FromSeconds(10));
            }
        }

        public async Task<string> NoDelayAsync(string id)
        {
            for (var poll = 0; poll < 60; poll++) // AIAPI4004
            {
                var task = await StatusAsync(id);
                var status = task.GetProperty("status").GetString();
                if (status == "completed" || status == "succeeded" || status == "succeed")
                {
                    return task.GetProperty("video_url").GetString();
                }

                if (status == "failed" || status == "cancelled" || status == "canceled" || status == "expired" || status == "error")
                {
                    throw new InvalidOperationException("The video failed: " + task.GetProperty("error"));
                }
            }

            throw new TimeoutException();
        }

        internal async Task<string> AtOnceAsync(HttpContent body)
        {
            var created = await http.PostAsync("https://api.cometapi.com/v1/videos", body);
            var reply = await created.Content.ReadAsStringAsync();
            if (!created.IsSuccessStatusCode)
            {
                throw new InvalidOperationException(reply);
            }

            string id;
            using (var json = JsonDocument.Parse(reply))
            {
                id = json.RootElement.GetProperty("id").GetString();
            }

            for (var poll = 0; poll < 60; poll++)
            {
                var text = await http.GetStringAsync("https://api.cometapi.com/v1/videos/" + id); // AIAPI4005
                using (var json = JsonDocument.Parse(text))
                {
                    var status = json.RootElement.GetProperty("status").GetString();
                    if (status == "completed" || status == "succeeded" || status == "succeed")
                    {
                        return json.RootElement.GetProperty("video_url").GetString();
                    }

                    if (status == "failed" || status == "cancelled" || status == "canceled" || status == "expired" || status == "error")
                    {
                        throw new InvalidOperationException("The video failed: " + json.RootElement.GetProperty("error"));
                    }
                }

                await Task.Delay(TimeSpan.FromSeconds(10));
            }

            throw new TimeoutException();
        }

        public async Task<string> NoReasonAsync(string id)
        {
            for (var poll = 0; poll < 60; poll++)
            {
                var task = await StatusAsync(id);
                var status = task.GetProperty("status").GetString();
                if (status == "completed" || status == "succeeded" || status == "succeed")
                {
                    return task.GetProperty("video_url").GetString();
                }

                if (status == "failed" || status == "cancelled" || status == "canceled" || status == "expired" || status == "error") // AIAPI4006
                {
                    throw new InvalidOperationException("The video failed.");
                }

                await Task.Delay(TimeSpan.FromSeconds(10));
            }

            throw new TimeoutException();
        }

        private async Task<JsonElement> StatusAsync(string id)
        {
            using (var json = JsonDocument.Parse(await http.GetStringAsync("https://api.cometapi.com/v1/videos/" + id)))
            {
                return json.RootElement.Clone();
            }
        }
    }

    public sealed class Credentials
    {
        public async Task<string> ModelsAsync(string key)
        {
            using (var http = new HttpClient())
            {
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(Environment.GetEnvironmentVariable("OPENAI_API_KEY")); // AIAPI5001
                return await http.GetStringAsync("https://api.openai.com/v1/models");
            }
        }

        public ApiKeyCredential Key()
        {
            return new ApiKeyCredential("4fJ9xQz2LmVb7RtYc1WdKs8HpGn3Ea6U"); // AIAPI5002
        }
    }
}
