import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

echarts.use([BarChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

export interface Bars {
  labels: string[];
  series: { name: string; values: number[] }[];
}

/** Few bars, labelled directly, legible without colour; each can be opened. */
export function Chart({ bars, height = 240, title, open }: { bars: Bars; height?: number; title: string; open?: (label: number, series: number) => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const dark = document.documentElement.dataset.theme === 'dark';
    const ink = dark ? '#d7dee3' : '#1f2a33';
    const chart = echarts.init(place.current, undefined, { renderer: 'svg' });
    chart.setOption({
      animation: false,
      aria: { enabled: true, label: { description: title }, decal: { show: bars.series.length > 1 } },
      color: dark ? ['#4f9bc9', '#d9a24b'] : ['#1b5e8c', '#c77d1a'],
      textStyle: { color: ink },
      grid: { left: 8, right: 8, top: bars.series.length > 1 ? 32 : 16, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis' },
      legend: bars.series.length > 1 ? { top: 0, left: 0, textStyle: { color: ink } } : undefined,
      xAxis: { type: 'category', data: bars.labels, axisLabel: { color: ink } },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: dark ? '#303a42' : '#e3e8ec' } } },
      series: bars.series.map((one) => ({
        type: 'bar',
        name: one.name,
        data: one.values,
        barMaxWidth: 28,
        label: { show: bars.labels.length <= 12, position: 'top', color: ink },
      })),
    });
    if (open) chart.on('click', (at) => open(at.dataIndex, at.seriesIndex ?? 0));
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(place.current);
    return () => {
      resized.disconnect();
      chart.dispose();
    };
  }, [bars, title, open]);
  return <div ref={place} style={{ height }} role="img" aria-label={title} />;
}
