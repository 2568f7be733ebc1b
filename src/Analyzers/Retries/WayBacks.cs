using AiApi.Analyzers.CaseAnalysis;

namespace AiApi.Analyzers.Retries;

/// <summary>Which blocks of the ways that were followed lead to where they were to come.</summary>
internal sealed class WayBacks
{
    private readonly HashSet<WayNode> _leading = new();

    public WayBacks(Aftermath aftermath)
    {
        var sources = new Dictionary<WayNode, List<WayNode>>();
        var pending = new Stack<WayNode>();
        foreach (var way in aftermath.Ways)
        {
            foreach (var block in aftermath.Blocks.Select(static block => block.Ordinal))
            {
                var node = new WayNode(way, block);
                if (way.ArrivesIn(block))
                    pending.Push(node);
                foreach (var next in way.From(block))
                {
                    if (!sources.TryGetValue(next, out var list))
                        sources[next] = list = new();
                    list.Add(node);
                }
            }
        }

        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!_leading.Add(node) || !sources.TryGetValue(node, out var before))
                continue;
            foreach (var source in before)
                pending.Push(source);
        }
    }

    public bool LeadsBack(WayNode node) => _leading.Contains(node);
}
